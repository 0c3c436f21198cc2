/**
 * Headers of tar files, read strictly and without what is between them.
 *
 * <p>USTAR, GNU long names and PAX (POSIX.1-2017, <i>pax</i>, "ustar Interchange Format" and "pax
 * Interchange Format"). A reader of our own, though Commons Compress has one: that lists a tar as
 * objects of over a kilobyte an entry at twice the time, reads a long name of any size into memory,
 * takes the slash from absolute names before one can object, and its errors know no offsets. The
 * tests compare the two.
 */
package dev.counterpoint.datasets.captioned.tar;
