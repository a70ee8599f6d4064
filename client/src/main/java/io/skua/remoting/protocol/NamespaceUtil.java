package io.skua.remoting.protocol;

import io.skua.common.MixAll;
import io.skua.common.topic.TopicValidator;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces of version 1 (protocol 6.18): the client puts {@code namespace%} before the names of
 * topics and groups, after a retry or dead letter prefix. Names of the system stay as they are.
 *
 * <p>Pure functions, safe for use from any thread. An empty name is returned as it is, and so is
 * null where a caller that nobody checks for nulls gives one. No or an empty namespace means that
 * there is nothing to do.
 */
public class NamespaceUtil {
  /** What stands between a namespace and a name. */
  public static final char NAMESPACE_SEPARATOR = '%';

  /** No namespace. */
  public static final String STRING_BLANK = "";

  /** Length of the prefix of retry topics, in characters. */
  public static final int RETRY_PREFIX_LENGTH = MixAll.RETRY_GROUP_TOPIC_PREFIX.length();

  /** Length of the prefix of dead letter topics, in characters. */
  public static final int DLQ_PREFIX_LENGTH = MixAll.DLQ_GROUP_TOPIC_PREFIX.length();

  /** There is nothing to create; kept because the constructor has always been public. */
  public NamespaceUtil() {}

  /** Removes whatever namespace the name has: {@code %RETRY%ns%group} is {@code %RETRY%group}. */
  public static String withoutNamespace(String resourceWithNamespace) {
    if (isEmpty(resourceWithNamespace) || isSystemResource(resourceWithNamespace)) {
      return resourceWithNamespace;
    }
    String name = withOutRetryAndDLQ(resourceWithNamespace);
    int separator = name.indexOf(NAMESPACE_SEPARATOR);
    return separator > 0
        ? prefixOf(resourceWithNamespace) + name.substring(separator + 1)
        : resourceWithNamespace;
  }

  /** Removes the namespace if the name has this one, and else returns the name as it is. */
  public static String withoutNamespace(String resourceWithNamespace, @Nullable String namespace) {
    if (isEmpty(resourceWithNamespace) || isEmpty(namespace)) {
      return resourceWithNamespace;
    }
    boolean inside =
        withOutRetryAndDLQ(resourceWithNamespace).startsWith(namespace + NAMESPACE_SEPARATOR);
    return inside ? withoutNamespace(resourceWithNamespace) : resourceWithNamespace;
  }

  /** Puts the namespace into a name, unless it is there, or the name belongs to the system. */
  public static String wrapNamespace(@Nullable String namespace, String resourceWithOutNamespace) {
    if (isEmpty(namespace)
        || isEmpty(resourceWithOutNamespace)
        || isSystemResource(resourceWithOutNamespace)
        || isAlreadyWithNamespace(resourceWithOutNamespace, namespace)) {
      return resourceWithOutNamespace;
    }
    return prefixOf(resourceWithOutNamespace)
        + namespace
        + NAMESPACE_SEPARATOR
        + withOutRetryAndDLQ(resourceWithOutNamespace);
  }

  /** Tells whether a name has this namespace. */
  public static boolean isAlreadyWithNamespace(String resource, @Nullable String namespace) {
    return !isEmpty(namespace)
        && !isEmpty(resource)
        && !isSystemResource(resource)
        && withOutRetryAndDLQ(resource).startsWith(namespace + NAMESPACE_SEPARATOR);
  }

  /** Returns the retry topic of a group in a namespace, or null for no group. */
  public static @Nullable String wrapNamespaceAndRetry(
      @Nullable String namespace, String consumerGroup) {
    return isEmpty(consumerGroup)
        ? null
        : MixAll.RETRY_GROUP_TOPIC_PREFIX + wrapNamespace(namespace, consumerGroup);
  }

  /** Returns the namespace in a name, or {@link #STRING_BLANK}. */
  public static String getNamespaceFromResource(String resource) {
    if (isEmpty(resource) || isSystemResource(resource)) {
      return STRING_BLANK;
    }
    String name = withOutRetryAndDLQ(resource);
    int separator = name.indexOf(NAMESPACE_SEPARATOR);
    return separator > 0 ? name.substring(0, separator) : STRING_BLANK;
  }

  /** Removes a retry or dead letter prefix; for null returns {@link #STRING_BLANK}. */
  public static String withOutRetryAndDLQ(String originalResource) {
    return isEmpty(originalResource)
        ? STRING_BLANK
        : originalResource.substring(prefixOf(originalResource).length());
  }

  /** Tells whether a name is that of a retry topic. */
  public static boolean isRetryTopic(@Nullable String resource) {
    return resource != null && resource.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX);
  }

  /** Tells whether a name is that of a dead letter topic. */
  public static boolean isDLQTopic(@Nullable String resource) {
    return resource != null && resource.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX);
  }

  private static String prefixOf(String resource) {
    if (isRetryTopic(resource)) {
      return MixAll.RETRY_GROUP_TOPIC_PREFIX;
    }
    return isDLQTopic(resource) ? MixAll.DLQ_GROUP_TOPIC_PREFIX : STRING_BLANK;
  }

  private static boolean isSystemResource(String resource) {
    return TopicValidator.isSystemTopic(resource) || MixAll.isSysConsumerGroup(resource);
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
