"""The sentence encoder all-MiniLM-L6-v2, built with the TTIR builder, compiled and run by Tenon."""
