"""Template tags of the design system; built into every template by the settings."""
