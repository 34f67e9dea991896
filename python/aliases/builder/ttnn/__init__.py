"""Modules of the names that programs in the field import."""
