/** Which pictures are trained on and which are held out. */
package dev.counterpoint.datasets.captioned.split;
