package io.skua.remoting.protocol.heartbeat;

import io.skua.common.filter.ExpressionType;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a group wants of a topic (protocol b 2.1). Not thread-safe. */
public class SubscriptionData implements Comparable<SubscriptionData> {
  /** The expression that everything matches. */
  public static final String SUB_ALL = "*";

  private boolean classFilterMode;
  private @Nullable String topic;
  private @Nullable String subString;
  private Set<String> tagsSet = new HashSet<>();
  private Set<Integer> codeSet = new HashSet<>();
  private long subVersion;
  private @Nullable String expressionType = ExpressionType.TAG;
  private @Nullable String filterClassSource;

  /** Creates a subscription of version 0 whose topic and expression have to be set. */
  public SubscriptionData() {}

  /** Creates a subscription of version 0. */
  public SubscriptionData(@Nullable String topic, @Nullable String subString) {
    this.topic = topic;
    this.subString = subString;
  }

  /** Returns the source of a filter class; brokers have none of these any more. */
  public @Nullable String getFilterClassSource() {
    return filterClassSource;
  }

  /** Sets the source of a filter class. */
  public void setFilterClassSource(@Nullable String filterClassSource) {
    this.filterClassSource = filterClassSource;
  }

  /** Returns the topic, as servers know it. */
  public @Nullable String getTopic() {
    return topic;
  }

  /** Sets the topic. */
  public void setTopic(@Nullable String topic) {
    this.topic = topic;
  }

  /** Returns the expression as it was given. */
  public @Nullable String getSubString() {
    return subString;
  }

  /** Sets the expression. */
  public void setSubString(@Nullable String subString) {
    this.subString = subString;
  }

  /** Returns the tags of the expression: the set itself. */
  public Set<String> getTagsSet() {
    return tagsSet;
  }

  /** Replaces the tags. */
  public void setTagsSet(Set<String> tagsSet) {
    this.tagsSet = tagsSet;
  }

  /** Returns when it was made, in milliseconds since 1970. */
  public long getSubVersion() {
    return subVersion;
  }

  /** Sets when it was made. */
  public void setSubVersion(long subVersion) {
    this.subVersion = subVersion;
  }

  /** Returns the hash codes of the tags: the set itself. */
  public Set<Integer> getCodeSet() {
    return codeSet;
  }

  /** Replaces the hash codes. */
  public void setCodeSet(Set<Integer> codeSet) {
    this.codeSet = codeSet;
  }

  /** Says whether a filter class decides; brokers have none of these any more. */
  public boolean isClassFilterMode() {
    return classFilterMode;
  }

  /** Sets whether a filter class decides. */
  public void setClassFilterMode(boolean classFilterMode) {
    this.classFilterMode = classFilterMode;
  }

  /** Returns the kind of expression; see {@link ExpressionType}. */
  public @Nullable String getExpressionType() {
    return expressionType;
  }

  /** Sets the kind of expression. */
  public void setExpressionType(@Nullable String expressionType) {
    this.expressionType = expressionType;
  }

  @Override
  public boolean equals(@Nullable Object obj) {
    return obj instanceof SubscriptionData other
        && classFilterMode == other.classFilterMode
        && subVersion == other.subVersion
        && Objects.equals(topic, other.topic)
        && Objects.equals(subString, other.subString)
        && tagsSet.equals(other.tagsSet)
        && codeSet.equals(other.codeSet)
        && Objects.equals(expressionType, other.expressionType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(classFilterMode, topic, subString, tagsSet, codeSet, expressionType);
  }

  /** Compares by topic, then by expression. */
  @Override
  public int compareTo(SubscriptionData other) {
    return (topic + "@" + subString).compareTo(other.topic + "@" + other.subString);
  }

  @Override
  public String toString() {
    return "SubscriptionData [classFilterMode="
        + classFilterMode
        + ", topic="
        + topic
        + ", subString="
        + subString
        + ", tagsSet="
        + tagsSet
        + ", codeSet="
        + codeSet
        + ", subVersion="
        + subVersion
        + ", expressionType="
        + expressionType
        + "]";
  }
}
