package io.skua.logging.org.slf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoggerFactoryTest {
  private final List<List<Object>> calls = new ArrayList<>();
  private RuntimeException failure;

  private final Logger logger = LoggerFactory.forwarding(recorder());

  private org.slf4j.Logger recorder() {
    return (org.slf4j.Logger)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {org.slf4j.Logger.class},
            (proxy, method, arguments) -> {
              if (failure != null) {
                throw failure;
              }
              List<Object> call = new ArrayList<>(List.of(method.getName()));
              if (arguments != null) {
                call.addAll(List.of(arguments));
              }
              calls.add(call);
              return method.getReturnType() == boolean.class ? true : null;
            });
  }

  @Test
  void calls_reach_slf4j() {
    logger.warn("{} of {}", "one", 2);
    logger.error("three");
    assertThat(calls)
        .containsExactly(List.of("warn", "{} of {}", "one", 2), List.of("error", "three"));
  }

  @Test
  void answers_come_back() {
    assertThat(logger.isDebugEnabled()).isTrue();
  }

  @Test
  void failures_come_back_as_they_are() {
    failure = new IllegalStateException("the disk is full");
    assertThatThrownBy(() -> logger.info("text")).isSameAs(failure);
  }
}
