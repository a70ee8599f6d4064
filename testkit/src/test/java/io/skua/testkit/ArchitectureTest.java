package io.skua.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import java.util.Set;

/** docs/ARCHITECTURE.md as rules. */
@AnalyzeClasses(packages = "io.skua", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Set<String> SOCKETS =
      Set.of(
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.DatagramSocket",
          "java.nio.channels.Selector",
          "java.nio.channels.SelectionKey",
          "java.nio.channels.SocketChannel",
          "java.nio.channels.ServerSocketChannel",
          "java.nio.channels.AsynchronousSocketChannel");

  @ArchTest
  static final ArchRule wire_and_runtime_stand_alone =
      noClasses()
          .that()
          .resideInAnyPackage("io.skua.wire..", "io.skua.runtime..")
          .should()
          .dependOnClassesThat(
              describe(
                  "are ours and elsewhere, or of a library",
                  used ->
                      !used.getPackageName().startsWith("java.")
                          && !used.getPackageName().startsWith("javax.crypto")
                          && !used.getPackageName().startsWith("org.jspecify.")
                          && !used.isPrimitive()
                          && !used.isArray()
                          && !used.getPackageName().startsWith("io.skua.wire")
                          && !used.getPackageName().startsWith("io.skua.runtime")));

  @ArchTest
  static final ArchRule wire_does_not_know_runtime =
      noClasses()
          .that()
          .resideInAPackage("io.skua.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.skua.runtime..");

  @ArchTest
  static final ArchRule runtime_does_not_know_wire =
      noClasses()
          .that()
          .resideInAPackage("io.skua.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.skua.wire..");

  @ArchTest
  static final ArchRule net_knows_wire_and_runtime_only =
      noClasses()
          .that()
          .resideInAPackage("io.skua.net..")
          .should()
          .dependOnClassesThat(
              describe(
                  "are ours and above net",
                  used ->
                      used.getPackageName().startsWith("io.skua.")
                          && !used.getPackageName()
                              .matches("io\\.skua\\.(wire|runtime|net)(\\..*)?")));

  @ArchTest
  static final ArchRule the_client_does_not_know_the_server =
      noClasses()
          .that()
          .resideInAnyPackage("io.skua.client..", "io.skua.common..", "io.skua.remoting..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.skua.server..", "io.skua.store..");

  @ArchTest
  static final ArchRule the_server_does_not_know_the_client =
      noClasses()
          .that()
          .resideInAnyPackage("io.skua.server..", "io.skua.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.skua.client..", "io.skua.common..", "io.skua.remoting..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothing_depends_on_what_is_for_tests =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.skua.embedded..", "io.skua.junit..", "io.skua.mock..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.skua.embedded..", "io.skua.junit..", "io.skua.mock..");

  @ArchTest
  static final ArchRule only_the_extension_knows_junit =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.skua.junit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.junit..");

  @ArchTest
  static final ArchRule the_mock_needs_no_server =
      noClasses()
          .that()
          .resideInAPackage("io.skua.mock..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.skua.server..", "io.skua.store..", "io.skua.embedded..");

  // Plain data, which the pipeline makes in place of a record of its own: one object less a
  // message.
  private static final DescribedPredicate<JavaClass> SEND_RESULT =
      belongToAnyOf(SendResult.class, SendStatus.class);

  @ArchTest
  static final ArchRule internals_do_not_know_the_facades =
      noClasses()
          .that()
          .resideInAPackage("io.skua.client.internal..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.skua.client.producer..", "io.skua.client.consumer..")
                  .and(not(SEND_RESULT)));

  @ArchTest
  static final ArchRule sockets_live_in_net_nio_only =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.skua.net.nio..")
          .should()
          .dependOnClassesThat(
              describe("are sockets or selectors", used -> SOCKETS.contains(used.getName())));

  @ArchTest
  static final ArchRule time_threads_and_chance_come_from_runtime_only =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.skua.runtime..")
          .should()
          .accessTargetWhere(
              describe(
                  "reads a clock, makes a thread or draws a number by itself",
                  ArchitectureTest::bypassesRuntime));

  private static boolean bypassesRuntime(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    return switch (owner.getName()) {
      case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
      case "java.lang.Math" -> name.equals("random");
      case "java.lang.Thread" -> name.equals("<init>") || name.equals("sleep");
      case "java.time.Instant", "java.time.LocalDateTime", "java.time.ZonedDateTime" ->
          name.equals("now");
      case "java.util.concurrent.Executors", "java.util.concurrent.ThreadLocalRandom" -> true;
      default -> false;
    };
  }

  @ArchTest
  static final ArchRule packages_of_wire_have_no_cycles =
      slices().matching("io.skua.wire.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_of_net_have_no_cycles =
      slices().matching("io.skua.net.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_of_the_client_have_no_cycles =
      slices().matching("io.skua.client.internal.(**)").should().beFreeOfCycles();
}
