package interop.matrix;

/** The client of a cell. */
enum Client {
  SKUA,
  APACHE,
  /** Skua's, from the jar that stands in for Apache's, under programs compiled against Apache's. */
  DROP_IN
}
