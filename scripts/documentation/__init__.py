"""The pages of the documentation site, made from the project itself."""
