package interop.matrix;

/** Who made a part of a cell. */
enum Kind {
  SKUA,
  APACHE
}
