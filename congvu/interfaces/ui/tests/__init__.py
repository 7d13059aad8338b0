"""The design system is tested on its gallery."""
