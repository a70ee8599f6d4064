package io.skua.testkit;

import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A disk whose forces are counted, and fail from a moment on. */
final class FailingForce {
  private final Disk disk;
  private int forces;
  private boolean failing;

  FailingForce(Disk disk) {
    this.disk = disk;
  }

  void fail() {
    failing = true;
  }

  int forces() {
    return forces;
  }

  Disk proxy() {
    return proxy(Disk.class, disk);
  }

  private <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> invoke(target, method, arguments)));
  }

  private Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("force")) {
      if (failing) {
        throw new StoreException("no power");
      }
      forces++;
    }
    try {
      Object result = method.invoke(target, arguments);
      return result instanceof DiskFile file ? proxy(DiskFile.class, file) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
