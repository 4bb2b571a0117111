import { allInArchive } from "./in_archive.ts";

allInArchive();
