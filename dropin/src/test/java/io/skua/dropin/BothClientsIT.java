package io.skua.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.nop.NOPServiceProvider;

/** The drop-in jar and the jars that it stands in for, on one class path. */
class BothClientsIT {
  private static final Path JAR = Path.of(System.getProperty("dropin.jar"));

  @Test
  void alone_it_has_nothing_to_say() throws Exception {
    assertThat(secondCopies(List.of(JAR))).isNull();
  }

  @Test
  void beside_the_official_jars_it_names_them() throws Exception {
    List<Path> official = official();
    List<Path> both = new ArrayList<>(official);
    both.add(0, JAR);
    String names =
        official.stream()
            .map(jar -> jar.getFileName().toString())
            .collect(Collectors.joining(", "));
    assertThat(secondCopies(both))
        .asString()
        .contains("org.apache.rocketmq.", JAR.toUri().toURL() + ", which this client runs from")
        .contains("Exclude " + names + " from the dependencies that bring them");
  }

  private static List<Path> official() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("official.jars")))) {
      return jars.sorted().toList();
    }
  }

  private static Object secondCopies(List<Path> classPath) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (Path jar : classPath) {
      urls.add(jar.toUri().toURL());
    }
    urls.add(Logger.class.getProtectionDomain().getCodeSource().getLocation());
    urls.add(NOPServiceProvider.class.getProtectionDomain().getCodeSource().getLocation());
    try (URLClassLoader loader =
        new URLClassLoader(
            urls.toArray(new URL[0]), ClassLoader.getSystemClassLoader().getParent())) {
      Method find =
          loader
              .loadClass("org.apache.rocketmq.client.internal.instance.SecondCopies")
              .getDeclaredMethod("find", ClassLoader.class);
      find.setAccessible(true);
      return find.invoke(null, loader);
    }
  }
}
