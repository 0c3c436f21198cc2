package dev.counterpoint.app.natives;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What unpacking needs of a disk; tests have small ones. */
interface Disk {

  /** Bytes that can be written to a folder. */
  long room(Path folder) throws IOException;

  /** Begins a new file; what is written is on the disk when it is closed. */
  OutputStream create(Path file) throws IOException;

  /** The system's. */
  Disk REAL =
      new Disk() {
        @Override
        public long room(Path folder) throws IOException {
          return Files.getFileStore(folder).getUsableSpace();
        }

        @Override
        public OutputStream create(Path file) throws IOException {
          FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel);
          return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
              out.write(one);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
              out.write(bytes, from, count);
            }

            @Override
            public void close() throws IOException {
              try (channel) {
                // A size without its bytes, after a power cut, would pass for the library.
                channel.force(true);
              }
            }
          };
        }
      };
}
