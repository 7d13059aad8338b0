"""What a register says about itself, how a cell is read and shown, and what is wrong with a row."""
