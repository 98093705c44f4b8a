"""Pages of the exam office: sittings, and who watches over them."""
