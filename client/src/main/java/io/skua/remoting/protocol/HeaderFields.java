package io.skua.remoting.protocol;

import io.skua.remoting.CommandCustomHeader;
import io.skua.remoting.exception.RemotingCommandException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of programs as fields by name, and back, by reflection. All methods are pure. */
final class HeaderFields {
  private HeaderFields() {}

  /** Makes an empty header. */
  static <T extends CommandCustomHeader> T make(Class<T> type) throws RemotingCommandException {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new RemotingCommandException(
          "the header " + type.getName() + " cannot be made without parameters: " + e, e);
    }
  }

  /** Makes a header of fields; what it does not declare is left out. */
  static <T extends CommandCustomHeader> T read(Map<String, String> fields, Class<T> type)
      throws RemotingCommandException {
    T header = make(type);
    for (Field field : declared(type)) {
      String text = fields.get(field.getName());
      if (text != null) {
        set(header, field, text);
      }
    }
    header.checkFields();
    return header;
  }

  private static void set(CommandCustomHeader header, Field field, String text)
      throws RemotingCommandException {
    try {
      field.set(header, value(field.getType(), text));
    } catch (IllegalArgumentException | IllegalAccessException e) {
      throw new RemotingCommandException(
          "the field "
              + field.getName()
              + " of "
              + header.getClass().getName()
              + " cannot be "
              + text,
          e);
    }
  }

  private static Object value(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    }
    if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    }
    if (type == boolean.class || type == Boolean.class) {
      return Boolean.valueOf(text);
    }
    if (type == double.class || type == Double.class) {
      return Double.valueOf(text);
    }
    throw new IllegalArgumentException("a field cannot be a " + type.getName());
  }

  /** Puts what a header has among fields; what is null is left out. */
  static void write(CommandCustomHeader header, Map<String, String> fields) {
    for (Field field : declared(header.getClass())) {
      Object value = get(header, field);
      if (value != null) {
        fields.put(field.getName(), value.toString());
      }
    }
  }

  private static @Nullable Object get(CommandCustomHeader header, Field field) {
    try {
      return field.get(header);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " was made accessible", e);
    }
  }

  private static List<Field> declared(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          field.setAccessible(true);
          all.add(field);
        }
      }
    }
    return all;
  }
}
