package io.skua.client.internal.instance;

import io.skua.acl.common.AclClientRPCHook;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.Message;
import io.skua.remoting.RPCHook;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for second copies of this client's classes: another version of it, or, for the drop-in jar,
 * the jars of the client that it stands in for. With both on the class path, their order decides
 * which classes are used, and calls from one into the other fail in ways that are hard to explain.
 *
 * <p>To look takes as long as opening every jar of the class path, so it is not for the start of a
 * client. No state; safe for use from any thread.
 */
final class SecondCopies implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(SecondCopies.class);

  /** One of each artifact that the drop-in jar stands in for: client, acl, common, remoting. */
  private static final Class<?>[] SAMPLES = {
    MQClientException.class, AclClientRPCHook.class, Message.class, RPCHook.class
  };

  /** Looks, and warns of what there is. */
  @Override
  public void run() {
    String found = find(SecondCopies.class.getClassLoader());
    if (found != null) {
      log.warn(found);
    }
  }

  /** Returns what a class loader has twice and what to do about it, or null. */
  static @Nullable String find(@Nullable ClassLoader loader) {
    String own = place(SecondCopies.class, resource(loader, SecondCopies.class));
    Set<String> others = new LinkedHashSet<>();
    String sample = "";
    for (Class<?> type : SAMPLES) {
      for (URL copy : resources(loader, type)) {
        String place = place(type, copy);
        if (!place.equals(own)) {
          others.add(place);
          sample = type.getName();
        }
      }
    }
    return others.isEmpty() ? null : text(sample, own, others);
  }

  private static String text(String sample, String own, Set<String> others) {
    return "Classes of this client are on the class path twice: "
        + sample
        + " and others are in "
        + own
        + ", which this client runs from, and in "
        + String.join(", ", others)
        + ". The order of the class path decides which of them are used, and calls from one into"
        + " the other can fail with NoSuchMethodError and the like. Exclude "
        + names(others)
        + " from the dependencies that bring "
        + (others.size() == 1 ? "it" : "them")
        + " (mvn dependency:tree or gradle dependencies names those)";
  }

  private static String names(Set<String> places) {
    Set<String> names = new LinkedHashSet<>();
    for (String place : places) {
      names.add(place.substring(place.lastIndexOf('/', place.length() - 2) + 1));
    }
    return String.join(", ", names);
  }

  private static Iterable<URL> resources(@Nullable ClassLoader loader, Class<?> type) {
    try {
      return Collections.list(
          loader == null
              ? ClassLoader.getSystemResources(file(type))
              : loader.getResources(file(type)));
    } catch (IOException e) {
      log.debug("cannot look for second copies of {}", type, e);
      return Set.of();
    }
  }

  private static @Nullable URL resource(@Nullable ClassLoader loader, Class<?> type) {
    return loader == null
        ? ClassLoader.getSystemResource(file(type))
        : loader.getResource(file(type));
  }

  private static String file(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  /** Returns the jar or directory that a class file is in, as its URL has it. */
  private static String place(Class<?> type, @Nullable URL url) {
    String whole = String.valueOf(url);
    int end = whole.length() - file(type).length();
    String place = end > 0 ? whole.substring(0, end) : whole;
    if (place.startsWith("jar:")) {
      place = place.substring("jar:".length());
    }
    return place.endsWith("!/") ? place.substring(0, place.length() - 2) : place;
  }
}
