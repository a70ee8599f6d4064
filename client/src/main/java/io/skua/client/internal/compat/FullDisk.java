package io.skua.client.internal.compat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells by a broker's words whether its disk is full. Code 14 has other reasons as well, and an
 * Apache broker lists all that may be: what it says of its disk are the parts in use (protocol
 * 7.2).
 */
final class FullDisk {
  /** From where on an Apache broker stores nothing by default: diskSpaceWarningLevelRatio. */
  private static final double FULL = 0.90;

  private static final Pattern IN_USE = Pattern.compile("(?:CL|CQ|INDEX): +(\\d\\.\\d+)");

  private FullDisk() {}

  static boolean isMeant(@Nullable String remark) {
    if (remark == null) {
      return false;
    }
    Matcher matcher = IN_USE.matcher(remark);
    while (matcher.find()) {
      if (Double.parseDouble(matcher.group(1)) >= FULL) {
        return true;
      }
    }
    return remark.contains("[the disk of ");
  }
}
