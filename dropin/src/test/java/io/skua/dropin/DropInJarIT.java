package io.skua.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is in the jar, and what comes with it. */
class DropInJarIT {
  private static final Path JAR = Path.of(System.getProperty("dropin.jar"));
  private static final Path SOURCES =
      Path.of(System.getProperty("dropin.jar").replaceFirst("\\.jar$", "-sources.jar"));
  private static final long MEGABYTE = 1_000_000;

  @Test
  void every_class_is_below_the_official_root() throws IOException {
    assertThat(entries(JAR).keySet())
        .filteredOn(name -> name.endsWith(".class"))
        .hasSizeGreaterThan(300)
        .allMatch(name -> name.startsWith("org/apache/rocketmq/"));
  }

  @Test
  void nothing_in_it_names_our_own_root() throws IOException {
    assertThat(naming(JAR)).isEmpty();
  }

  @Test
  void nothing_in_the_sources_names_our_own_root() throws IOException {
    assertThat(entries(SOURCES))
        .containsKey("org/apache/rocketmq/client/producer/DefaultMQProducer.java");
    assertThat(naming(SOURCES)).isEmpty();
  }

  @Test
  void it_is_small() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(MEGABYTE * 3 / 2);
  }

  @Test
  void it_says_what_it_is_and_under_which_terms() throws IOException {
    assertThat(entries(JAR)).containsKeys("META-INF/LICENSE", "META-INF/NOTICE");
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("rocketmq.client");
      assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE)).isEqualTo("Skua drop-in");
      assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).isNotBlank();
    }
  }

  @Test
  void its_users_get_slf4j_and_nothing_else() throws Exception {
    NodeList dependencies =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of(System.getProperty("dropin.pom")).toFile())
            .getElementsByTagName("dependency");
    List<String> brought = new ArrayList<>();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      String scope = text(dependency, "scope", "compile");
      if ((scope.equals("compile") || scope.equals("runtime"))
          && text(dependency, "optional", "false").equals("false")) {
        brought.add(text(dependency, "artifactId", ""));
      }
    }
    assertThat(brought).containsExactly("slf4j-api");
  }

  private static String text(Element parent, String name, String otherwise) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? otherwise : found.item(0).getTextContent().trim();
  }

  private static List<String> naming(Path zip) throws IOException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : entries(zip).entrySet()) {
      // Every byte of a class file is one character here, so that no name can hide.
      String content = new String(entry.getValue(), StandardCharsets.ISO_8859_1);
      String both = entry.getKey() + '\n' + content;
      if (both.contains("io.skua") || both.contains("io/skua")) {
        found.add(entry.getKey());
      }
    }
    return found;
  }

  private static Map<String, byte[]> entries(Path zip) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        if (!entry.isDirectory()) {
          try (InputStream content = file.getInputStream(entry)) {
            entries.put(entry.getName(), content.readAllBytes());
          }
        }
      }
    }
    return entries;
  }
}
