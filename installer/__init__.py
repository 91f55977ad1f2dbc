"""Bootstrap for developers; Windows build and installer."""
