package io.skua.client.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.common.message.Message;
import io.skua.remoting.RPCHook;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondCopiesTest {
  @TempDir private Path folder;

  @Test
  void a_class_path_that_has_everything_once_is_fine() {
    assertThat(SecondCopies.find(SecondCopies.class.getClassLoader())).isNull();
  }

  @Test
  void both_places_and_what_to_exclude_are_named() throws IOException {
    URL common = jar("other-common-5.3.3.jar", Message.class);
    URL remoting = jar("other-remoting-5.3.3.jar", RPCHook.class);
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {common, remoting}, getClass().getClassLoader())) {
      assertThat(SecondCopies.find(loader))
          .contains(RPCHook.class.getName(), common.toString(), remoting.toString())
          .contains(
              SecondCopies.class.getProtectionDomain().getCodeSource().getLocation().toString())
          .contains("Exclude other-common-5.3.3.jar, other-remoting-5.3.3.jar from");
    }
  }

  @Test
  void directories_of_classes_are_named_too() throws IOException {
    Path copy = folder.resolve("classes").resolve(file(Message.class));
    Files.createDirectories(copy.getParent());
    Files.write(copy, new byte[0]);
    URL classes = folder.resolve("classes").toUri().toURL();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, getClass().getClassLoader())) {
      assertThat(SecondCopies.find(loader)).contains(classes.toString(), "Exclude classes/ from");
    }
  }

  private URL jar(String name, Class<?> type) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(file(type)));
      out.closeEntry();
    }
    return jar.toUri().toURL();
  }

  private static String file(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }
}
