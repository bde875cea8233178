"""The screens, one a file. A screen never imports a screen."""
