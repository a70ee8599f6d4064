package io.skua.server.handler;

import io.skua.server.broker.Identity;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the property string of a message that was sent asks for, found in one pass without a map;
 * and the string that is stored for it (protocol 7.1). An object is used again for each message. On
 * the loop.
 */
final class SentProperties {
  private static final String[] BROKERS_OWN = {"POP_CK", "MSG_REGION", "TRACE_ON", "CLUSTER"};

  private final String added;
  private String properties = "";
  private @Nullable String uniqueKey;
  private @Nullable String unsupported;
  private boolean waits;
  private boolean keys;
  private boolean transactional;
  private boolean delayed;
  private boolean hasBrokersOwn;

  SentProperties(Identity identity) {
    added =
        property("MSG_REGION", Identity.REGION)
            + property("TRACE_ON", "true")
            + property("CLUSTER", identity.cluster());
  }

  private static String property(String name, String value) {
    return name + MessageProperties.NAME_END + value + MessageProperties.VALUE_END;
  }

  /** Reads a string. */
  void read(@Nullable String sent) {
    properties = sent == null ? "" : sent;
    uniqueKey = null;
    unsupported = null;
    waits = true;
    keys = false;
    transactional = false;
    delayed = false;
    hasBrokersOwn = false;
    int length = properties.length();
    for (int start = 0, end; start < length; start = end + 1) {
      end = properties.indexOf(MessageProperties.VALUE_END, start);
      end = end < 0 ? length : end;
      int middle = properties.indexOf(MessageProperties.NAME_END, start);
      if (middle > start && middle < end - 1) {
        entry(start, middle, end);
      }
    }
  }

  private void entry(int start, int middle, int end) {
    switch (properties.charAt(start)) {
      case 'W' -> {
        if (named(PropertyName.WAIT, start, middle)) {
          waits = !value(middle, end).equalsIgnoreCase("false");
        }
      }
      case 'K' -> keys |= named(PropertyName.KEYS, start, middle);
      case 'U' -> {
        if (named(PropertyName.UNIQ_KEY, start, middle)) {
          uniqueKey = value(middle, end);
        }
      }
      case 'D' -> {
        delayed |= named(PropertyName.DELAY, start, middle) && !value(middle, end).equals("0");
      }
      case 'T' -> timerTransactionOrTrace(start, middle, end);
      case 'I' -> {
        if (named(PropertyName.INNER_NUM, start, middle)) {
          unsupported = "inner batches (property INNER_NUM)";
        }
      }
      case 'C', 'M', 'P' -> noteBrokersOwn(start, middle);
      default -> {
        // The user's.
      }
    }
  }

  private void timerTransactionOrTrace(int start, int middle, int end) {
    if (named(PropertyName.TRANSACTION_PREPARED, start, middle)) {
      transactional = value(middle, end).equalsIgnoreCase("true");
    } else if (named(PropertyName.TIMER_DELAY_SEC, start, middle)
        || named(PropertyName.TIMER_DELAY_MS, start, middle)
        || named(PropertyName.TIMER_DELIVER_MS, start, middle)) {
      delayed = true;
    } else {
      noteBrokersOwn(start, middle);
    }
  }

  private void noteBrokersOwn(int start, int middle) {
    for (String name : BROKERS_OWN) {
      hasBrokersOwn |= named(name, start, middle);
    }
  }

  private boolean named(String name, int start, int middle) {
    return middle - start == name.length() && properties.startsWith(name, start);
  }

  private String value(int middle, int end) {
    return properties.substring(middle + 1, end);
  }

  /** Returns what the message needs and this server does not do, or null. */
  @Nullable String unsupported() {
    return unsupported;
  }

  /** Says whether the sender wants to wait for the disk. */
  boolean waits() {
    return waits;
  }

  /** Says whether there are business keys. */
  boolean hasKeys() {
    return keys;
  }

  /** Says whether this is a half message of a transaction. */
  boolean transactional() {
    return transactional;
  }

  /** Says whether the message is to be delivered later, by level or by time. */
  boolean delayed() {
    return delayed;
  }

  /** Returns the unique key, or null when the sender gave none. */
  @Nullable String uniqueKey() {
    return uniqueKey;
  }

  /** Returns the string to store, with a unique key from {@code ids} when there is none. */
  String stored(Supplier<String> ids) {
    String text = properties;
    if (hasBrokersOwn) {
      for (String name : BROKERS_OWN) {
        text = MessageProperties.without(text, name);
      }
    }
    if (!text.isEmpty() && text.charAt(text.length() - 1) != MessageProperties.VALUE_END) {
      text += MessageProperties.VALUE_END;
    }
    if (uniqueKey == null) {
      uniqueKey = ids.get();
      text += property(PropertyName.UNIQ_KEY, uniqueKey);
    }
    return text.concat(added);
  }
}
