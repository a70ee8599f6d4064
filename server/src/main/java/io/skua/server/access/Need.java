package io.skua.server.access;

import java.util.Set;

/**
 * What a request needs: one of some actions on one thing.
 *
 * @param name of the thing; empty when the request does not say
 */
record Need(Resource.Type type, String name, Set<Action> anyOf) {
  @Override
  public String toString() {
    return Resource.key(type, name);
  }
}
