/** Where there is no document (server-side rendering), importing the elements does nothing. */
export {};
