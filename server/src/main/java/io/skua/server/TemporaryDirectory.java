package io.skua.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A directory that lives as long as its server. */
final class TemporaryDirectory {
  private TemporaryDirectory() {}

  static Path make() {
    try {
      return Files.createTempDirectory("skua-");
    } catch (IOException e) {
      throw new ServerException(
          ServerException.Kind.DIRECTORY_UNUSABLE,
          "cannot make a temporary directory: " + e + "; name a data directory, or use memory",
          e);
    }
  }

  static void delete(Path directory) {
    try {
      Files.walkFileTree(directory, new Deleting());
    } catch (IOException e) {
      throw new ServerException(
          ServerException.Kind.DIRECTORY_UNUSABLE,
          "cannot delete the temporary directory " + directory + ": " + e + "; delete it by hand",
          e);
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(visited);
      return FileVisitResult.CONTINUE;
    }
  }
}
