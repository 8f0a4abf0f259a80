"""What was made once and is not made again: where it is kept, and how it is kept sound.

Deleting it is always safe, and nothing in it is trusted: `.cache` may come with anyone's book.
"""
