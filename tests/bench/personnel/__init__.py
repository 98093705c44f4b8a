"""The ground floors at the size of a province: units, people, what is written down."""
