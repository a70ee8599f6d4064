package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do, as requests and files carry it (protocol b 12.3).
 *
 * @param subject {@code User:<name>}
 */
public record AclInfo(@Nullable String subject, List<Policy> policies) {
  /** Copies the collections. */
  public AclInfo {
    policies = List.copyOf(policies);
  }

  /**
   * Entries that are looked at together.
   *
   * @param policyType {@code Custom} or {@code Default}; absent: Custom
   */
  public record Policy(@Nullable String policyType, List<Entry> entries) {
    /** Copies the collections. */
    public Policy {
      entries = List.copyOf(entries);
    }

    static Policy read(JsonReader in) {
      String policyType = null;
      List<Entry> entries = List.of();
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "policyType" -> policyType = in.text();
          case "entries" -> entries = Json.list(in, Entry::read);
          default -> in.skip();
        }
      }
      return new Policy(policyType, entries);
    }

    void write(JsonWriter out) {
      out.object().name("entries");
      Json.array(entries, out, Entry::write);
      out.member("policyType", policyType).endObject();
    }
  }

  /**
   * One decision about one resource.
   *
   * @param resource {@code Topic:name}, {@code Group:prefix*}, {@code Cluster:*} or {@code *}
   * @param actions {@code All}, or of {@code Pub, Sub, Create, Update, Delete, Get, List}
   * @param sourceIps addresses or ranges that it is for; empty: all
   * @param decision {@code Allow} or {@code Deny}
   */
  public record Entry(
      @Nullable String resource,
      List<String> actions,
      List<String> sourceIps,
      @Nullable String decision) {
    /** Copies the collections. */
    public Entry {
      actions = List.copyOf(actions);
      sourceIps = List.copyOf(sourceIps);
    }

    static Entry read(JsonReader in) {
      String resource = null;
      List<String> actions = List.of();
      List<String> sourceIps = List.of();
      String decision = null;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "resource" -> resource = in.text();
          case "actions" -> actions = Json.textList(in);
          case "sourceIps" -> sourceIps = Json.textList(in);
          case "decision" -> decision = in.text();
          default -> in.skip();
        }
      }
      return new Entry(resource, actions, sourceIps, decision);
    }

    void write(JsonWriter out) {
      out.object()
          .member("actions", actions)
          .member("decision", decision)
          .member("resource", resource);
      if (!sourceIps.isEmpty()) {
        out.member("sourceIps", sourceIps);
      }
      out.endObject();
    }
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static AclInfo parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static AclInfo parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, AclInfo::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, AclInfo::write);
  }

  /** Writes a list of them as a body. */
  public static byte[] writeAll(List<AclInfo> acls) {
    return Json.dialect(acls, (all, out) -> Json.array(all, out, AclInfo::write));
  }

  /** Reads one from the middle of a text. */
  public static AclInfo read(JsonReader in) {
    String subject = null;
    List<Policy> policies = List.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "subject" -> subject = in.text();
        case "policies" -> policies = Json.list(in, Policy::read);
        default -> in.skip();
      }
    }
    return new AclInfo(subject, policies);
  }

  void write(JsonWriter out) {
    out.object().name("policies");
    Json.array(policies, out, Policy::write);
    out.member("subject", subject).endObject();
  }
}
