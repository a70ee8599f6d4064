package io.skua.dropin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javassist.ClassPool;
import javassist.CtBehavior;
import javassist.CtClass;
import javassist.CtConstructor;
import javassist.CtField;
import javassist.Modifier;
import javassist.NotFoundException;
import javassist.bytecode.Descriptor;
import javassist.bytecode.ExceptionsAttribute;

/**
 * The official API that programs can meet: types that they name, and what the public and protected
 * signatures of these lead to. Where it begins and where it stops is said in {@code surface.txt}.
 */
final class Surface {
  private static final Pattern TYPE = Pattern.compile("L(org/apache/rocketmq/[^;<]+)");

  private final ClassPool official;
  private final List<String> beginnings = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private final SortedSet<String> types = new TreeSet<>();
  private final Map<String, Set<String>> members = new TreeMap<>();
  private final Deque<String> unread = new ArrayDeque<>();

  /**
   * Follows the rules.
   *
   * @param jars the official ones, which {@code official} has as well
   */
  Surface(Collection<Path> jars, ClassPool official, Collection<String> rules)
      throws IOException, NotFoundException {
    this.official = official;
    for (String rule : rules) {
      int member = rule.indexOf('#');
      if (rule.startsWith("!")) {
        ends.add(rule.substring(1).trim());
      } else if (member > 0) {
        members
            .computeIfAbsent(rule.substring(0, member), type -> new TreeSet<>())
            .add(rule.substring(member + 1));
      } else {
        beginnings.add(rule);
      }
    }
    for (Path jar : jars) {
      begin(jar);
    }
    for (Map.Entry<String, Set<String>> entry : members.entrySet()) {
      followMembers(official.get(entry.getKey()), entry.getValue());
    }
    while (!unread.isEmpty()) {
      follow(official.get(unread.remove()));
    }
    members.keySet().removeAll(types);
  }

  /** Returns the names of the types that belong to it as a whole, as class files have them. */
  Set<String> types() {
    return types;
  }

  /** Says whether a type belongs to it, be it with some members only. */
  boolean hasType(String type) {
    return types.contains(type) || members.containsKey(type);
  }

  /**
   * Says whether a member of a type that belongs to it does so too.
   *
   * @param signature the name of a field, or that of a method with its parameters
   */
  boolean hasMember(String type, String signature) {
    return types.contains(type) || named(members.get(type), signature);
  }

  private static boolean named(Set<String> names, String signature) {
    return names.contains(signature) || names.contains(signature.replaceFirst("\\(.*", ""));
  }

  private void begin(Path jar) throws IOException, NotFoundException {
    List<String> names;
    try (JarFile file = new JarFile(jar.toFile())) {
      names =
          file.stream()
              .map(entry -> entry.getName().replace('/', '.'))
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .toList();
    }
    for (String name : names) {
      boolean named = beginnings.contains(name);
      if (named || (isIn(name, beginnings) && !isIn(name, ends))) {
        add(name);
      }
    }
  }

  // A rule is a type, or a package with all that is below it.
  private static boolean isIn(String name, List<String> rules) {
    for (String rule : rules) {
      if (rule.endsWith(".*")
          ? name.startsWith(rule.substring(0, rule.length() - 1))
          : name.equals(rule) || name.startsWith(rule + "$")) {
        return true;
      }
    }
    return false;
  }

  private void add(String name) throws NotFoundException {
    CtClass type = official.getOrNull(name);
    if (type != null && visible(type) && types.add(name)) {
      unread.add(name);
    }
  }

  private static boolean visible(CtClass type) throws NotFoundException {
    CtClass outer = type.getDeclaringClass();
    return reachable(type.getModifiers()) && (outer == null || visible(outer));
  }

  private static boolean reachable(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private void follow(CtClass type) throws NotFoundException {
    reach("L" + type.getClassFile2().getSuperclass().replace('.', '/'));
    for (String name : type.getClassFile2().getInterfaces()) {
      reach("L" + name.replace('.', '/'));
    }
    reach(type.getGenericSignature());
    for (CtBehavior behavior : type.getDeclaredBehaviors()) {
      follow(behavior);
    }
    for (CtField field : type.getDeclaredFields()) {
      if (reachable(field.getModifiers())) {
        reach(field.getSignature());
        reach(field.getGenericSignature());
      }
    }
  }

  private void followMembers(CtClass type, Set<String> names) throws NotFoundException {
    for (CtBehavior behavior : type.getDeclaredBehaviors()) {
      String name = behavior instanceof CtConstructor ? "<init>" : behavior.getName();
      if (named(names, name + parameters(behavior))) {
        follow(behavior);
      }
    }
  }

  private static String parameters(CtBehavior behavior) {
    return Descriptor.toString(behavior.getSignature());
  }

  private void follow(CtBehavior behavior) throws NotFoundException {
    if (!reachable(behavior.getModifiers())) {
      return;
    }
    reach(behavior.getSignature());
    reach(behavior.getGenericSignature());
    ExceptionsAttribute thrown = behavior.getMethodInfo2().getExceptionsAttribute();
    if (thrown != null) {
      for (String name : thrown.getExceptions()) {
        reach("L" + name.replace('.', '/'));
      }
    }
  }

  private void reach(String signature) throws NotFoundException {
    if (signature == null) {
      return;
    }
    for (Matcher type = TYPE.matcher(signature); type.find(); ) {
      String name = type.group(1).replace('/', '.');
      if (!isIn(name, ends)) {
        add(name);
      }
    }
  }
}
