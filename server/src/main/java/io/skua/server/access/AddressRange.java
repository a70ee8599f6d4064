package io.skua.server.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** An IP address, or a range of them as {@code 10.1.0.0/16}. */
final class AddressRange {
  // Anything else would be looked up as the name of a host.
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private final String text;
  private final byte[] network;
  private final int bits;

  private AddressRange(String text, byte[] network, int bits) {
    this.text = text;
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads an address or a range.
   *
   * @throws IllegalArgumentException when it is none
   */
  static AddressRange parse(String text) {
    String trimmed = text.strip();
    int slash = trimmed.indexOf('/');
    byte[] network = address(slash < 0 ? trimmed : trimmed.substring(0, slash), text);
    int most = network.length * 8;
    int bits = slash < 0 ? most : bits(trimmed.substring(slash + 1), most, text);
    return new AddressRange(trimmed, network, bits);
  }

  private static byte[] address(String literal, String text) {
    try {
      if (LITERAL.matcher(literal).matches()) {
        return InetAddress.getByName(literal).getAddress();
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(invalid(text), e);
    }
    throw new IllegalArgumentException(invalid(text));
  }

  private static int bits(String number, int most, String text) {
    if (!number.matches("\\d{1,3}") || Integer.parseInt(number) > most) {
      throw new IllegalArgumentException(invalid(text));
    }
    return Integer.parseInt(number);
  }

  private static String invalid(String text) {
    return "The source ip is invalid: " + text + " is neither an address nor a range.";
  }

  /** Says whether an address is in the range. */
  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
