"""What is measured inside a database: each module yields results; `measures` names them."""
