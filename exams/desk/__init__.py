"""The exam office's desk: pages over sittings, attempts, marks and figures together."""
