package io.skua.server.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be done with a resource (protocol b 13.3). */
enum Action {
  PUB("Pub"),
  SUB("Sub"),
  CREATE("Create"),
  UPDATE("Update"),
  DELETE("Delete"),
  GET("Get"),
  LIST("List");

  private static final String ALL = "All";

  private final String text;

  Action(String text) {
    this.text = text;
  }

  /** Reads names in any case; {@code All} means each of them. */
  static Set<Action> parse(List<String> names) {
    Set<Action> actions = EnumSet.noneOf(Action.class);
    for (String name : names) {
      if (name.equalsIgnoreCase(ALL)) {
        Collections.addAll(actions, values());
      } else {
        actions.add(one(name));
      }
    }
    if (actions.isEmpty()) {
      throw new IllegalArgumentException("The actions is empty.");
    }
    return actions;
  }

  private static Action one(String name) {
    for (Action action : values()) {
      if (action.text.equalsIgnoreCase(name.strip())) {
        return action;
      }
    }
    throw new IllegalArgumentException(
        name.toUpperCase(Locale.ROOT).equals("ANY")
            ? "The actions can not be Any."
            : "The action "
                + name
                + " is none of All, Pub, Sub, Create, Update, Delete, Get, List.");
  }

  /** Returns the names of actions. */
  static List<String> texts(Set<Action> actions) {
    return actions.size() == values().length
        ? List.of(ALL)
        : actions.stream().map(action -> action.text).toList();
  }
}
