package io.skua.dropin;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiConstructor;
import japicmp.model.JApiField;
import japicmp.model.JApiImplementedInterface;
import japicmp.model.JApiMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What programs find in the official jars and do not find in the same way in the drop-in jar: a
 * program that was compiled against the former would not link, or would not compile again.
 *
 * <p>Differences are named {@code Type}, {@code Type#method(Parameter)}, {@code Type#field}, {@code
 * Type+method(Parameter)} for an abstract method that only we have, and {@code Type!CHANGE} for
 * what concerns a type as a whole, with japicmp's name of the change.
 */
final class ApiComparison {
  /** How many there are of a kind, and how many of them are as they should be. */
  static final class Count {
    private int all;
    private int covered;

    private void add(boolean isCovered) {
      all++;
      if (isCovered) {
        covered++;
      }
    }

    /** Returns the share that is covered, in per cent. */
    double perCent() {
      return 100.0 * covered / all;
    }

    @Override
    public String toString() {
      // Rounded down: 99.96 per cent are not 100.
      double floor = Math.floor(perCent() * 10) / 10;
      return String.format(Locale.ROOT, "%d of %d (%.1f %%)", covered, all, floor);
    }
  }

  private final Surface surface;
  private final SortedMap<String, String> differences = new TreeMap<>();
  private final Count types = new Count();
  private final Count methods = new Count();
  private final Count fields = new Count();

  /** Compares what belongs to a surface. */
  ApiComparison(List<Path> official, Path dropIn, Surface surface) {
    this.surface = surface;
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.setAccessModifier(AccessModifier.PROTECTED);
    options.setNoAnnotations(true);
    options.setClassPathMode(JarArchiveComparatorOptions.ClassPathMode.TWO_SEPARATE_CLASSPATHS);
    // Libraries of the official client: types of theirs are compared by name.
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    List<JApiCmpArchive> before = new ArrayList<>();
    for (Path jar : official) {
      before.add(new JApiCmpArchive(jar.toFile(), "official"));
    }
    List<JApiCmpArchive> after = List.of(new JApiCmpArchive(dropIn.toFile(), "drop-in"));
    for (JApiClass type : new JarArchiveComparator(options).compare(before, after)) {
      if (surface.hasType(type.getFullyQualifiedName())) {
        compare(type);
      }
    }
  }

  /** Returns the differences: what they are called, and what they are. */
  SortedMap<String, String> differences() {
    return differences;
  }

  /** Returns how many public and protected methods and constructors there are. */
  Count methods() {
    return methods;
  }

  @Override
  public String toString() {
    return "types " + types + ", methods " + methods + ", fields " + fields;
  }

  private void compare(JApiClass type) {
    String name = type.getFullyQualifiedName();
    boolean removed = type.getChangeStatus() == JApiChangeStatus.REMOVED;
    types.add(!removed);
    if (removed) {
      differences.put(name, "is absent");
    } else if (surface.types().contains(name)) {
      noteAll(name, type);
      noteAll(name, type.getSuperclass());
      for (JApiImplementedInterface implemented : type.getInterfaces()) {
        noteAll(name, implemented);
      }
    }
    for (JApiConstructor constructor : type.getConstructors()) {
      compare(name, "<init>", constructor, removed);
    }
    for (JApiMethod method : type.getMethods()) {
      compare(name, method.getName(), method, removed);
    }
    for (JApiField field : type.getFields()) {
      if (field.getChangeStatus() != JApiChangeStatus.NEW
          && surface.hasMember(name, field.getName())) {
        String changes = incompatible(field);
        fields.add(changes.isEmpty());
        note(name + "#" + field.getName(), changes, removed);
      }
    }
  }

  private void compare(String type, String method, JApiBehavior behavior, boolean typeRemoved) {
    String signature =
        behavior.getParameters().stream()
            .map(parameter -> parameter.getType())
            .collect(Collectors.joining(",", method + "(", ")"));
    if (!surface.hasMember(type, signature)) {
      return;
    }
    String changes = incompatible(behavior);
    if (behavior.getChangeStatus() == JApiChangeStatus.NEW) {
      note(type + "+" + signature, changes, typeRemoved);
    } else {
      methods.add(changes.isEmpty());
      note(type + "#" + signature, changes, typeRemoved);
    }
  }

  // What is absent as a whole is named once.
  private void note(String element, String changes, boolean typeRemoved) {
    if (!changes.isEmpty() && !typeRemoved) {
      differences.put(element, changes);
    }
  }

  private void noteAll(String type, JApiCompatibility element) {
    String changes = incompatible(element);
    if (!changes.isEmpty()) {
      differences.merge(
          type + "!" + changes.replace(", ", "!"), String.valueOf(element), (one, other) -> one);
    }
  }

  private static String incompatible(JApiCompatibility element) {
    return element.getCompatibilityChanges().stream()
        .map(JApiCompatibilityChange::getType)
        .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
        .map(Enum::name)
        // What is said of the super type is said once, there.
        .filter(change -> !change.contains("_IN_"))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Returns the differences as lines. */
  static String lines(Map<String, String> differences) {
    return differences.entrySet().stream()
        .map(entry -> entry.getKey() + "  " + entry.getValue())
        .collect(Collectors.joining("\n"));
  }
}
