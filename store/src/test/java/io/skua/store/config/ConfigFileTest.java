package io.skua.store.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.store.disk.DiskFile;
import io.skua.store.disk.FaultyDisk;
import io.skua.store.disk.FileDisk;
import io.skua.store.disk.MemoryDisk;
import io.skua.store.disk.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private final List<String> seen = new ArrayList<>();

  private void parse(String text) {
    if (!text.startsWith("{")) {
      throw new IllegalArgumentException("not JSON: " + text);
    }
    seen.add(text);
  }

  @Test
  void the_text_before_is_kept_as_bak(@TempDir Path folder) throws Exception {
    ConfigFile file = new ConfigFile(new FileDisk(folder), "topics.json");
    assertThat(file.read(this::parse)).isFalse();

    file.write("{1}");
    file.write("{2}");

    assertThat(file.read(this::parse)).isTrue();
    assertThat(seen).containsExactly("{2}");
    assertThat(Files.readString(folder.resolve("config/topics.json.bak"))).isEqualTo("{1}");
  }

  @Test
  void a_broken_text_falls_back_and_never_replaces_the_good_one() {
    MemoryDisk disk = new MemoryDisk();
    ConfigFile file = new ConfigFile(disk, "topics.json");
    file.write("{1}");
    file.write("{2}");
    put(disk, "config/topics.json", "}}}");

    assertThat(file.read(this::parse)).isTrue();
    assertThat(seen).containsExactly("{1}");
    file.write("{3}");
    put(disk, "config/topics.json", "");
    assertThat(file.read(this::parse)).isTrue();
    assertThat(seen).containsExactly("{1}", "{1}");
  }

  @Test
  void two_broken_texts_are_refused() {
    MemoryDisk disk = new MemoryDisk();
    put(disk, "config/topics.json", "}}}");

    assertThatThrownBy(() -> new ConfigFile(disk, "topics.json").read(this::parse))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("config/topics.json");
  }

  @Test
  void a_crash_at_any_operation_leaves_one_whole_text() {
    for (int crash = 1; crash < 30; crash++) {
      FaultyDisk disk = new FaultyDisk(crash);
      ConfigFile file = new ConfigFile(disk, "topics.json");
      file.write("{1}");
      disk.crashAt(disk.operations() + crash);
      try {
        file.write("{2}");
        file.write("{3}");
      } catch (StoreException e) {
        assertThat(disk.crashed()).isTrue();
      }
      seen.clear();
      assertThat(new ConfigFile(disk.afterPowerLoss(), "topics.json").read(this::parse)).isTrue();
      assertThat(seen).hasSize(1).first().asString().matches("\\{[123]}");
    }
  }

  private static void put(MemoryDisk disk, String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DiskFile file = disk.open(path);
    file.resize(0);
    file.write(0, bytes, 0, bytes.length);
  }
}
