package io.skua.common.help;

import org.jspecify.annotations.Nullable;

/**
 * Further reading that error texts point to. Programs that watch logs match on these texts, so they
 * do not change. Safe for use from any thread.
 */
public class FAQUrl {
  private static final String QUESTIONS = "https://rocketmq.apache.org/docs/bestPractice/06FAQ";

  /** On creating topics. */
  public static final String APPLY_TOPIC_URL = QUESTIONS;

  /** On a missing or wrong name server address. */
  public static final String NAME_SERVER_ADDR_NOT_EXIST_URL = QUESTIONS;

  /** On a group that was registered twice. */
  public static final String GROUP_NAME_DUPLICATE_URL = QUESTIONS;

  /** On a setting that is out of range. */
  public static final String CLIENT_PARAMETER_CHECK_URL = QUESTIONS;

  /** On a consumer group that the broker does not know. */
  public static final String SUBSCRIPTION_GROUP_NOT_EXIST = QUESTIONS;

  /** On a client that is not running. */
  public static final String CLIENT_SERVICE_NOT_OK = QUESTIONS;

  /** On a topic that no name server knows. */
  public static final String NO_TOPIC_ROUTE_INFO = QUESTIONS;

  /** On a file of settings that could not be read. */
  public static final String LOAD_JSON_EXCEPTION = QUESTIONS;

  /** On members of one group that subscribe to different topics. */
  public static final String SAME_GROUP_DIFFERENT_TOPIC = QUESTIONS;

  /** On a topic without queues. */
  public static final String MQLIST_NOT_EXIST = QUESTIONS;

  /** On anything unexpected. */
  public static final String UNEXPECTED_EXCEPTION_URL = QUESTIONS;

  /** On a send that failed. */
  public static final String SEND_MSG_FAILED = QUESTIONS;

  /** On a host name that cannot be resolved. */
  public static final String UNKNOWN_HOST_EXCEPTION = QUESTIONS;

  private static final String SEE = "\nSee ";

  /** There is nothing to create; kept because the constructor has always been public. */
  public FAQUrl() {}

  /** Returns the end of an error text that points to a page. */
  public static String suggestTodo(String url) {
    return SEE + url + " for further details.";
  }

  /**
   * Returns an error text that points to a page: unchanged if it does already, or if it is null.
   */
  public static @Nullable String attachDefaultURL(@Nullable String errorMessage) {
    if (errorMessage == null || errorMessage.contains(SEE)) {
      return errorMessage;
    }
    return errorMessage
        + "\nFor more information, please visit the url, "
        + UNEXPECTED_EXCEPTION_URL;
  }
}
