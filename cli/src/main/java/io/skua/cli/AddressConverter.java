package io.skua.cli;

import io.skua.net.Address;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code host:port}; what is wrong with the text becomes a usage error. */
final class AddressConverter implements ITypeConverter<Address> {
  @Override
  public Address convert(String text) {
    try {
      Address address = Address.parse(text);
      if (address.port() == 0) {
        throw new TypeConversionException("'" + text + "' has no port to connect to");
      }
      return address;
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns addresses as clients take them. */
  static String join(List<Address> addresses) {
    return addresses.stream().map(Address::toString).collect(Collectors.joining(";"));
  }
}
