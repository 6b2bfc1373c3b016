//! What will be moved, from where to where, and what is wrong with it.
