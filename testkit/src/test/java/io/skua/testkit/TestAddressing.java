package io.skua.testkit;

import io.skua.common.namesrv.NameServerUpdateCallback;
import io.skua.common.namesrv.TopAddressing;

/** A provider of name servers that says what a test lets it say; unless told, it does not know. */
public final class TestAddressing implements TopAddressing {
  static String addresses;
  static boolean failing;
  static NameServerUpdateCallback changed;
  static int count;

  @Override
  public String fetchNSAddr() {
    count++;
    if (failing) {
      throw new IllegalStateException("registry down");
    }
    return addresses;
  }

  @Override
  public void registerChangeCallBack(NameServerUpdateCallback changeCallBack) {
    changed = changeCallBack;
  }
}
