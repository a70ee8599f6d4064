package interop.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The scenarios that were compiled against Apache's client, over the drop-in jar: classes below
 * {@code org.apache.rocketmq} come from it and from these tests, and from nowhere else, though
 * Apache's client is on the class path. What the jar lacks is missing here as it is for its users,
 * who have no {@code io.skua} either.
 */
final class DropIn extends URLClassLoader {
  private static final String ROOT = "org.apache.rocketmq.";
  private static final String SCENARIOS = ROOT + "interop.scenario.";

  static {
    registerAsParallelCapable();
  }

  private DropIn(URL jar, URL scenarios) {
    super(new URL[] {jar, scenarios}, DropIn.class.getClassLoader());
  }

  /** Opens the jar that this build has made. */
  static DropIn open() {
    Path jar = Path.of(System.getProperty("dropin.jar"));
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "there is no " + jar + "; the module dropin makes it (mvn package)");
    }
    URL scenarios =
        org.apache.rocketmq.interop.scenario.AllScenarios.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation();
    try {
      return new DropIn(jar.toUri().toURL(), scenarios);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes one of the classes that list scenarios. */
  <T> T catalogue(String name, Class<T> type) {
    try {
      return loadClass(SCENARIOS + name).asSubclass(type).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + name + " over the drop-in jar", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("io.skua.")) {
      throw new ClassNotFoundException(name);
    }
    if (!name.startsWith(ROOT)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return findResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return findResources(name);
  }
}
