package dev.counterpoint.datasets.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A tokenizer of Hugging Face's library, by DJL's JNI. Safe for several threads.
 *
 * <p>Goes past {@code HuggingFaceTokenizer}, which fetches strings, masks and spans of each token
 * with each encoding, and reports its use on some cloud machines unless told otherwise. What the
 * library is given must have been checked: some of its failures end the JVM.
 */
final class TokenizerLibrary implements AutoCloseable {

  private static final String FLAVOR = "RUST_FLAVOR";

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final String name;
  private long handle;

  /**
   * Gives a checked tokenizer to the library.
   *
   * @param name what the person calls it; for messages
   */
  TokenizerLibrary(String name, String json) {
    this.name = name;
    load();
    try {
      handle = TokenizersLibrary.LIB.createTokenizerFromString(json);
    } catch (RuntimeException e) {
      throw new MalformedTokenizerException(
          "%s: the tokenizer library refuses it: %s".formatted(name, e.getMessage()),
          TokenizerFile.REMEDY,
          e);
    }
  }

  /** On a machine with a GPU DJL would download a CUDA build, of which text has no use. */
  private static synchronized void load() {
    boolean chosen = System.getenv(FLAVOR) != null || System.getProperty(FLAVOR) != null;
    if (!chosen) {
      System.setProperty(FLAVOR, "cpu");
    }
    try {
      LibUtils.checkStatus();
    } catch (EngineException | IllegalStateException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new TokenizerLibraryException(
          "the tokenizer library does not load: " + cause.getMessage(), e);
    } finally {
      if (!chosen) {
        System.clearProperty(FLAVOR);
      }
    }
  }

  /**
   * The ids of a text, without start and end.
   *
   * @param text without lone surrogates: the library would take the whole text for bytes
   * @throws IllegalStateException if closed
   */
  int[] tokens(String text) {
    lock.readLock().lock();
    try {
      if (handle == 0) {
        throw new IllegalStateException(name + ": the tokenizer is closed");
      }
      long encoding = TokenizersLibrary.LIB.encode(handle, text, false);
      try {
        long[] ids = TokenizersLibrary.LIB.getTokenIds(encoding);
        int[] tokens = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
          tokens[i] = (int) ids[i];
        }
        return tokens;
      } finally {
        TokenizersLibrary.LIB.deleteEncoding(encoding);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (handle != 0) {
        TokenizersLibrary.LIB.deleteTokenizer(handle);
        handle = 0;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
