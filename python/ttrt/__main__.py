"""`python -m ttrt` is the command `ttrt`."""

from .cli import main

if __name__ == "__main__":
    main()
