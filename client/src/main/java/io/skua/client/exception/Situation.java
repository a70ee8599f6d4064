package io.skua.client.exception;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an exception means to whoever gets it. The table {@code docs/errors.md} is made of these.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Situation {
  /** Returns what is seen. */
  String symptom();

  /** Returns what is behind it, most often. */
  String cause();

  /** Returns what to do. */
  String remedy();
}
