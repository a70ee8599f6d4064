package io.skua.junit;

import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.MQProducer;
import io.skua.embedded.EmbeddedSkua;
import io.skua.embedded.EmbeddedSkuaBuilder;
import java.lang.reflect.Constructor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts and closes the servers of tests and hands them in; see {@link SkuaTest}, which says how.
 *
 * <p>Where the annotation is too little, a field is the extension:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SkuaExtension SKUA =
 *     SkuaExtension.of(EmbeddedSkua.builder().autoCreateTopics(false), Lifecycle.PER_CLASS);
 * }</pre>
 *
 * <p>Servers and producers are closed by callbacks: what a store of JUnit closes by itself differs
 * between versions.
 */
public final class SkuaExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SkuaExtension.class);
  private static final String SERVER = "server";
  private static final String PRODUCER = "producer";
  private static final String GROUP = "skua_test";

  private final @Nullable Plan given; // null: the annotation says

  private record Plan(EmbeddedSkuaBuilder builder, Lifecycle lifecycle) {}

  /** Makes the extension of a class that has the annotation {@link SkuaTest}. */
  public SkuaExtension() {
    given = null;
  }

  private SkuaExtension(Plan given) {
    this.given = given;
  }

  /**
   * Makes an extension whose servers are set up in this way.
   *
   * @param lifecycle how long a server lives. For {@link Lifecycle#PER_CLASS} the field that has
   *     the extension must be static
   */
  public static SkuaExtension of(EmbeddedSkuaBuilder builder, Lifecycle lifecycle) {
    return new SkuaExtension(new Plan(builder, lifecycle));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // A nested class uses the server of the class around it.
    Plan plan = plan(context);
    if (plan.lifecycle() == Lifecycle.PER_CLASS && server(context) == null) {
      store(context).put(SERVER, plan.builder().start());
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Plan plan = plan(context);
    if (plan.lifecycle() == Lifecycle.PER_METHOD) {
      store(context).put(SERVER, plan.builder().start());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  /** Removes from the store of this context only: what is around it goes on. */
  private static void end(ExtensionContext context) {
    DefaultMQProducer producer = store(context).remove(PRODUCER, DefaultMQProducer.class);
    EmbeddedSkua server = store(context).remove(SERVER, EmbeddedSkua.class);
    if (producer != null) {
      producer.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == EmbeddedSkua.class
        || type == DefaultMQProducer.class
        || type == MQProducer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    EmbeddedSkua server = server(context);
    if (server == null) {
      boolean constructor = parameter.getDeclaringExecutable() instanceof Constructor;
      throw new ParameterResolutionException(
          "there is no server yet for "
              + parameter.getParameter()
              + " of "
              + (constructor ? "a constructor" : parameter.getDeclaringExecutable().getName())
              + ": each test has its own; take it as a parameter of the test method or of"
              + " @BeforeEach, or let the class have one server (lifecycle = PER_CLASS)");
    }
    if (parameter.getParameter().getType() == EmbeddedSkua.class) {
      return server;
    }
    return store(context)
        .getOrComputeIfAbsent(PRODUCER, key -> server.producer(GROUP), DefaultMQProducer.class);
  }

  private Plan plan(ExtensionContext context) {
    if (given != null) {
      return given;
    }
    Optional<ExtensionContext> around = Optional.of(context);
    while (around.isPresent()) {
      Optional<SkuaTest> found =
          AnnotationSupport.findAnnotation(around.get().getElement(), SkuaTest.class);
      if (found.isPresent()) {
        return plan(found.get());
      }
      around = around.get().getParent();
    }
    throw new IllegalStateException(
        "no @SkuaTest at or around "
            + context.getDisplayName()
            + ": put it on the class, in place of @ExtendWith(SkuaExtension.class), or register"
            + " SkuaExtension.of(builder, lifecycle)");
  }

  private static Plan plan(SkuaTest asked) {
    EmbeddedSkuaBuilder builder = EmbeddedSkua.builder();
    if (asked.onDisk()) {
      builder.temporary();
    }
    for (String topic : asked.topics()) {
      builder.topic(topic, asked.queues());
    }
    return new Plan(builder, asked.lifecycle());
  }

  private static @Nullable EmbeddedSkua server(ExtensionContext context) {
    return store(context).get(SERVER, EmbeddedSkua.class);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
