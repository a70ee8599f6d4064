package io.skua.server.access;

import io.skua.store.config.ConfigFile;
import org.jspecify.annotations.Nullable;

/**
 * The users of this server and what they may do, kept in {@code users.json}, which is read when
 * somebody first wants to know and written at each change. The loop of the server owns it.
 */
public final class AccessBook {
  private final ConfigFile file;
  private @Nullable AccessTable table; // null until it is read

  /** Names the file; it is not read yet. */
  public AccessBook(ConfigFile file) {
    this.file = file;
  }

  AccessTable table() {
    AccessTable present = table;
    if (present == null) {
      table = AccessTable.EMPTY;
      file.read(text -> table = AccessTable.parse(text));
      present = table;
    }
    return present;
  }

  @Nullable User find(String name) {
    return table().users().get(name);
  }

  /** Says whether there are users. */
  public boolean isEmpty() {
    return table().users().isEmpty();
  }

  /** Takes in what the settings of a start say: of the users there, it is all that counts. */
  public void start(AccessTable told) {
    if (!told.users().isEmpty()) {
      put(table().with(told));
    }
  }

  /** Replaces everything; the file comes first: what cannot be kept is not so. */
  void put(AccessTable changed) {
    if (!changed.text().equals(table().text())) {
      file.write(changed.text());
    }
    table = changed;
  }

  /** Returns the path of the file, for people. */
  public String describe() {
    return file.describe();
  }
}
