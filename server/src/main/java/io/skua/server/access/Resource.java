package io.skua.server.access;

import org.jspecify.annotations.Nullable;

/**
 * What a rule is about (protocol b 13.3): {@code Topic:orders}, {@code Group:app-*}, {@code
 * Cluster:*}, or {@code *} for everything.
 *
 * @param name the name without the star of a prefix; empty for every name
 */
record Resource(Type type, Pattern pattern, String name) {
  /** What kinds of resources there are. */
  enum Type {
    ANY("*"),
    CLUSTER("Cluster"),
    NAMESPACE("Namespace"),
    TOPIC("Topic"),
    GROUP("Group");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    private static @Nullable Type find(String text) {
      for (Type type : values()) {
        if (type != ANY && type.text.equalsIgnoreCase(text)) {
          return type;
        }
      }
      return null;
    }
  }

  /** How names are compared; an earlier one is more specific. */
  enum Pattern {
    LITERAL,
    PREFIXED,
    ANY
  }

  private static final String STAR = "*";

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Resource parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("The resource is null.");
    }
    String trimmed = text.strip();
    if (trimmed.equals(STAR)) {
      return new Resource(Type.ANY, Pattern.ANY, "");
    }
    int colon = trimmed.indexOf(':');
    Type type = colon < 0 ? null : Type.find(trimmed.substring(0, colon));
    String name = trimmed.substring(colon + 1);
    if (type == null || name.isEmpty()) {
      throw new IllegalArgumentException(
          "The resource "
              + text
              + " is neither * nor a name or prefix* after Topic:, Group:, Cluster: or Namespace:.");
    }
    if (name.equals(STAR)) {
      return new Resource(type, Pattern.ANY, "");
    }
    return name.endsWith(STAR)
        ? new Resource(type, Pattern.PREFIXED, name.substring(0, name.length() - 1))
        : new Resource(type, Pattern.LITERAL, name);
  }

  /** Returns the text of one thing of a kind. */
  static String key(Type type, String name) {
    return type.text + ":" + name;
  }

  /** Says whether this is about one thing; one without a name is only part of everything. */
  boolean matches(Type wantedType, String wanted) {
    if (type == Type.ANY) {
      return true;
    }
    return type == wantedType
        && switch (pattern) {
          case ANY -> true;
          case LITERAL -> name.equals(wanted) && !wanted.isEmpty();
          case PREFIXED -> wanted.startsWith(name);
        };
  }

  /** Says whether this one counts before another one that matches as well. */
  boolean before(Resource other) {
    if ((type == Type.ANY) != (other.type == Type.ANY)) {
      return other.type == Type.ANY;
    }
    return pattern == other.pattern
        ? name.length() > other.name.length()
        : pattern.compareTo(other.pattern) < 0;
  }

  @Override
  public String toString() {
    if (type == Type.ANY) {
      return STAR;
    }
    return key(type, pattern == Pattern.LITERAL ? name : name + STAR);
  }
}
