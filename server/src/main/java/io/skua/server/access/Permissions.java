package io.skua.server.access;

import io.skua.wire.body.AclInfo;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one user may do. Rules are kept by resource, one for each, in two sets: those of {@code
 * Default} count only where none of {@code Custom} matches (protocol b 13.3). Immutable.
 */
final class Permissions {
  static final Permissions NONE = new Permissions(Map.of(), Map.of());

  private static final String CUSTOM = "Custom";
  private static final String DEFAULT = "Default";

  /**
   * One decision.
   *
   * @param sources who it is for; empty: everybody
   */
  record Rule(Resource resource, Set<Action> actions, List<AddressRange> sources, boolean allow) {
    static Rule of(AclInfo.Entry entry) {
      String decision = entry.decision();
      boolean allow = "Allow".equalsIgnoreCase(decision);
      if (!allow && !"Deny".equalsIgnoreCase(decision)) {
        throw new IllegalArgumentException("The decision is null or illegal.");
      }
      return new Rule(
          Resource.parse(entry.resource()),
          Action.parse(entry.actions()),
          entry.sourceIps().stream().map(AddressRange::parse).toList(),
          allow);
    }

    boolean matches(Need need, InetAddress source) {
      return resource.matches(need.type(), need.name())
          && !Collections.disjoint(actions, need.anyOf())
          && (sources.isEmpty() || sources.stream().anyMatch(range -> range.contains(source)));
    }

    AclInfo.Entry info() {
      return new AclInfo.Entry(
          resource.toString(),
          Action.texts(actions),
          sources.stream().map(AddressRange::toString).toList(),
          allow ? "Allow" : "Deny");
    }
  }

  private final Map<Resource, Rule> custom;
  private final Map<Resource, Rule> defaults;

  private Permissions(Map<Resource, Rule> custom, Map<Resource, Rule> defaults) {
    this.custom = custom;
    this.defaults = defaults;
  }

  /**
   * Returns these permissions with the rules of an ACL, each in place of the one for its resource.
   *
   * @throws IllegalArgumentException when the ACL is empty, says something that is not known, or
   *     has two rules for one resource
   */
  Permissions with(AclInfo acl) {
    if (acl.policies().isEmpty()) {
      throw new IllegalArgumentException("The policies is empty.");
    }
    Map<Resource, Rule> newCustom = new LinkedHashMap<>();
    Map<Resource, Rule> newDefaults = new LinkedHashMap<>();
    for (AclInfo.Policy policy : acl.policies()) {
      if (policy.entries().isEmpty()) {
        throw new IllegalArgumentException("The policy entries is empty.");
      }
      Map<Resource, Rule> rules = isDefault(policy.policyType()) ? newDefaults : newCustom;
      for (AclInfo.Entry entry : policy.entries()) {
        Rule rule = Rule.of(entry);
        if (rules.put(rule.resource, rule) != null) {
          throw new IllegalArgumentException(
              "The resource " + rule.resource + " has two entries; put them into one.");
        }
      }
    }
    return new Permissions(joined(custom, newCustom), joined(defaults, newDefaults));
  }

  private static boolean isDefault(@Nullable String policyType) {
    if (policyType == null || policyType.isBlank() || policyType.equalsIgnoreCase(CUSTOM)) {
      return false;
    }
    if (policyType.equalsIgnoreCase(DEFAULT)) {
      return true;
    }
    throw new IllegalArgumentException(
        "The policy type " + policyType + " is neither " + CUSTOM + " nor " + DEFAULT + ".");
  }

  private static Map<Resource, Rule> joined(Map<Resource, Rule> old, Map<Resource, Rule> more) {
    Map<Resource, Rule> all = new LinkedHashMap<>(old);
    all.putAll(more);
    return all;
  }

  /** Returns these permissions without the rule for a resource. */
  Permissions without(@Nullable String policyType, Resource resource) {
    boolean fromDefaults = isDefault(policyType);
    Map<Resource, Rule> fewer = new LinkedHashMap<>(fromDefaults ? defaults : custom);
    fewer.remove(resource);
    return fromDefaults ? new Permissions(custom, fewer) : new Permissions(fewer, defaults);
  }

  boolean isEmpty() {
    return custom.isEmpty() && defaults.isEmpty();
  }

  /** Returns the rule that decides, or null when there is none. */
  @Nullable Rule deciding(Need need, InetAddress source) {
    Rule rule = first(custom, need, source);
    return rule != null ? rule : first(defaults, need, source);
  }

  private static @Nullable Rule first(Map<Resource, Rule> rules, Need need, InetAddress source) {
    Rule first = null;
    for (Rule rule : rules.values()) {
      if (rule.matches(need, source) && (first == null || rule.resource.before(first.resource))) {
        first = rule;
      }
    }
    return first;
  }

  /**
   * Returns the rules whose resources contain a text as they travel.
   *
   * @param filter a part of the resource; empty for all
   */
  AclInfo info(String user, String filter) {
    List<AclInfo.Policy> policies = new ArrayList<>();
    add(policies, CUSTOM, custom, filter);
    add(policies, DEFAULT, defaults, filter);
    return new AclInfo("User:" + user, policies);
  }

  private static void add(
      List<AclInfo.Policy> policies, String type, Map<Resource, Rule> rules, String filter) {
    List<AclInfo.Entry> entries =
        rules.values().stream()
            .filter(rule -> rule.resource.toString().contains(filter))
            .map(Rule::info)
            .toList();
    if (!entries.isEmpty()) {
      policies.add(new AclInfo.Policy(type, entries));
    }
  }
}
