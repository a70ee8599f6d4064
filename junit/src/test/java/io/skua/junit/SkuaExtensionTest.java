package io.skua.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.embedded.EmbeddedSkua;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs classes of tests, and looks at what became of them and their servers. */
class SkuaExtensionTest {
  private static final Set<EmbeddedSkua> SERVERS = new HashSet<>();
  private static final Set<Path> DIRECTORIES = new HashSet<>();

  private static Events run(Class<?> tests) {
    SERVERS.clear();
    DIRECTORIES.clear();
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .allEvents();
  }

  private static void note(EmbeddedSkua skua) {
    SERVERS.add(skua);
    if (skua.server().dataDirectory() != null) {
      DIRECTORIES.add(skua.server().dataDirectory());
    }
  }

  @SkuaTest(lifecycle = Lifecycle.PER_CLASS)
  static class OneServer {
    @BeforeAll
    static void before(EmbeddedSkua skua) {
      note(skua);
    }

    @Test
    void one(EmbeddedSkua skua, DefaultMQProducer producer) throws Exception {
      note(skua);
      producer.send(new Message("Orders", new byte[1]));
    }

    @Test
    void two(EmbeddedSkua skua, DefaultMQProducer producer) throws Exception {
      note(skua);
      producer.send(new Message("Orders", new byte[1]));
    }

    @Nested
    class Inside {
      @Test
      void three(EmbeddedSkua skua) {
        note(skua);
        assertThat(skua.messages("Orders")).hasSize(2);
      }
    }
  }

  @Test
  void a_class_may_have_one_server() {
    run(OneServer.class).assertStatistics(stats -> stats.failed(0));
    assertThat(SERVERS).hasSize(1);
    assertThat(SERVERS).allSatisfy(SkuaExtensionTest::isClosed);
  }

  @SkuaTest(onDisk = true)
  static class Failing {
    @Test
    void one(EmbeddedSkua skua) {
      note(skua);
      throw new AssertionError("on purpose");
    }

    @Test
    void two(EmbeddedSkua skua) {
      note(skua);
    }
  }

  @Test
  void a_test_that_fails_leaves_nothing() {
    run(Failing.class).assertStatistics(stats -> stats.failed(1));
    assertThat(SERVERS).hasSize(2).allSatisfy(SkuaExtensionTest::isClosed);
    assertThat(DIRECTORIES).hasSize(2).allSatisfy(each -> assertThat(Files.exists(each)).isFalse());
  }

  private static void isClosed(EmbeddedSkua skua) {
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> skua.messages("Orders")))
        .isInstanceOf(IllegalStateException.class);
  }

  static class Registered {
    @RegisterExtension
    static final SkuaExtension SKUA =
        SkuaExtension.of(EmbeddedSkua.builder().topic("Prices", 7), Lifecycle.PER_CLASS);

    @Test
    void one(EmbeddedSkua skua, DefaultMQProducer producer) throws Exception {
      note(skua);
      assertThat(producer.fetchPublishMessageQueues("Prices")).hasSize(7);
    }
  }

  @Test
  void a_field_may_say_how_the_server_is_set_up() {
    run(Registered.class).assertStatistics(stats -> stats.failed(0));
    assertThat(SERVERS).hasSize(1).allSatisfy(SkuaExtensionTest::isClosed);
  }

  @ExtendWith(SkuaExtension.class)
  static class WithoutAnnotation {
    @Test
    void one(EmbeddedSkua skua) {
      note(skua);
    }
  }

  @Test
  void an_extension_without_the_annotation_says_what_to_do() {
    run(WithoutAnnotation.class)
        .assertThatEvents()
        .haveExactly(
            1,
            finishedWithFailure(
                instanceOf(IllegalStateException.class),
                message(text -> text.contains("put it on the class"))));
  }

  @SkuaTest
  static class Constructed {
    Constructed(EmbeddedSkua skua) {
      note(skua);
    }

    @Test
    void one() {}
  }

  @SkuaTest
  static class TooEarly {
    @BeforeAll
    static void before(EmbeddedSkua skua) {
      note(skua);
    }

    @Test
    void one() {}
  }

  @Test
  void a_server_that_is_asked_for_too_early_says_what_to_do() {
    for (Class<?> tests : Set.of(Constructed.class, TooEarly.class)) {
      run(tests)
          .assertThatEvents()
          .haveExactly(
              1,
              finishedWithFailure(
                  instanceOf(ParameterResolutionException.class),
                  message(text -> text.contains("lifecycle = PER_CLASS"))));
      assertThat(SERVERS).isEmpty();
    }
  }
}
