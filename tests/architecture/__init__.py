"""The house is tested: directions, names, secrets of rooms, texts and documents."""
