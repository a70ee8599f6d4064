package io.skua.store.config;

import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.StoreException;
import io.skua.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One text file below {@code config/} with the text before it in {@code .bak}, as Apache's brokers
 * keep them (store format 6.1), but written so that a crash leaves one of the two whole. Owned by
 * one thread.
 */
public final class ConfigFile {
  /** Name of the directory. */
  public static final String DIRECTORY = "config";

  private final Disk disk;
  private final String path;
  private boolean backUp = true;

  /** Names a file, {@code topics.json} say; nothing is read yet. */
  public ConfigFile(Disk disk, String name) {
    this.disk = disk;
    this.path = DIRECTORY + "/" + name;
  }

  /** Returns the path for people. */
  public String describe() {
    return disk.describe(path);
  }

  /**
   * Reads the file, or the one before it when the file is missing, empty, or not understood.
   *
   * @param parse takes the text in; it throws an {@link IllegalArgumentException} or a {@link
   *     MalformedException} when it cannot, before it changes anything
   * @return whether there was a text; false means that there is neither file
   * @throws StoreException when there are texts but none is understood: going on would lose them
   */
  public boolean read(Consumer<String> parse) {
    Optional<String> main = text(path);
    Optional<String> backup = text(path + ".bak");
    if (main.isEmpty() && backup.isEmpty()) {
      return false;
    }
    List<RuntimeException> failures = new ArrayList<>();
    if (main.isPresent() && understood(main.get(), parse, failures)) {
      return true;
    }
    backUp = false; // The text is missing or broken: what is in the .bak is better.
    if (backup.isPresent() && understood(backup.get(), parse, failures)) {
      return true;
    }
    throw new StoreException(
        "neither "
            + describe()
            + " nor its .bak is understood; repair one of them, or delete both to lose what they"
            + " say",
        failures.get(0));
  }

  private static boolean understood(
      String text, Consumer<String> parse, List<RuntimeException> failures) {
    try {
      parse.accept(text);
      return true;
    } catch (IllegalArgumentException | MalformedException e) {
      failures.add(e);
      return false;
    }
  }

  private Optional<String> text(String from) {
    if (!disk.exists(from)) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(from)) {
      byte[] bytes = new byte[Math.toIntExact(file.size())];
      int length = file.read(0, bytes, 0, bytes.length);
      String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
      return text.isBlank() ? Optional.empty() : Optional.of(text);
    }
  }

  /** Writes a new text; the present one, unless it is empty or broken, becomes the {@code .bak}. */
  public void write(String text) {
    if (backUp) {
      text(path).ifPresent(old -> put(path + ".bak", old));
    }
    put(path, text);
    backUp = true;
  }

  private void put(String to, String text) {
    String temporary = to + ".tmp";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (DiskFile file = disk.open(temporary)) {
      file.resize(0);
      file.write(0, bytes, 0, bytes.length);
      file.force();
    }
    disk.replace(temporary, to);
  }
}
