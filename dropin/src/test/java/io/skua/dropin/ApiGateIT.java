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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.CtField;
import javassist.NotFoundException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The jar's API is that of the official jars, but for what {@code absences.txt} names
 * (docs/adr/0021).
 */
class ApiGateIT {
  private static final Path JAR = Path.of(System.getProperty("dropin.jar"));
  private static final Path FIGURES = Path.of(System.getProperty("api.coverage"));
  private static final Path README = Path.of(System.getProperty("readme"));

  private static ClassPool official;
  private static Surface surface;
  private static ApiComparison comparison;
  private static final Map<String, String> absences = new TreeMap<>();

  @BeforeAll
  static void compare() throws Exception {
    List<Path> jars;
    try (Stream<Path> found = Files.list(Path.of(System.getProperty("official.jars")))) {
      jars = found.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    }
    assertThat(jars).hasSize(3);
    official = new ClassPool(null);
    for (Path jar : jars) {
      official.appendClassPath(jar.toString());
    }
    surface = new Surface(jars, official, lines("surface.txt"));
    comparison = new ApiComparison(jars, JAR, surface);
    for (String line : lines("absences.txt")) {
      String[] parts = line.split("\\s+", 2);
      absences.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    Files.writeString(FIGURES, comparison + "\n" + imported() + "\n");
  }

  // For information: among them are types of servers and tools, which are not for this jar.
  private static String imported() throws IOException, NotFoundException {
    ClassPool ours = new ClassPool(null);
    ours.appendClassPath(JAR.toString());
    List<String> imported = lines("/imported-types.txt");
    long present = imported.stream().filter(type -> ours.getOrNull(type) != null).count();
    return "types that the projects of docs/IMPORTS.md import: "
        + present
        + " of "
        + imported.size();
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream content = ApiGateIT.class.getResourceAsStream(resource)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::trim)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void nothing_differs_but_what_the_list_names() {
    Map<String, String> unlisted = new TreeMap<>(comparison.differences());
    unlisted.keySet().removeAll(absences.keySet());
    assertThat(unlisted).as(ApiComparison.lines(unlisted)).isEmpty();
  }

  @Test
  void what_the_list_names_differs_still() {
    Set<String> mended = new TreeSet<>(absences.keySet());
    mended.removeAll(comparison.differences().keySet());
    assertThat(mended).isEmpty();
  }

  @Test
  void every_absence_has_a_reason() {
    assertThat(absences).allSatisfy((name, reason) -> assertThat(reason).isNotBlank());
  }

  @Test
  void at_least_98_of_100_methods_are_there() {
    assertThat(comparison.methods().perCent()).as(comparison.toString()).isGreaterThan(98);
  }

  @Test
  void the_readme_carries_the_figures() throws IOException {
    assertThat(Files.readString(README).replaceAll("\\s+", " ")).contains(comparison.toString());
  }

  /** Compilers copy constants into the programs that use them. */
  @Test
  void constants_have_the_official_values() throws NotFoundException {
    ClassPool ours = new ClassPool(null);
    ours.appendClassPath(JAR.toString());
    List<String> different = new ArrayList<>();
    for (String name : surface.types()) {
      CtClass mine = ours.getOrNull(name);
      for (CtField field : official.get(name).getFields()) {
        CtField same = field(mine, field.getName());
        if (same != null && !Objects.equals(field.getConstantValue(), same.getConstantValue())) {
          different.add(name + "#" + field.getName() + " is not " + field.getConstantValue());
        }
      }
    }
    assertThat(different).isEmpty();
  }

  private static CtField field(CtClass type, String name) {
    try {
      return type == null ? null : type.getField(name);
    } catch (NotFoundException e) {
      return null;
    }
  }
}
