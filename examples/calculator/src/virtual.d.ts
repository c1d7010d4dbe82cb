// Data made into modules when the page is built: see plugins/.
declare module "virtual:catalogue" {
  const list: import("./catalogue").CoreRow[];
  export default list;
}
declare module "virtual:catalogue-more" {
  const list: import("./catalogue").MoreRow[];
  export default list;
}
declare module "virtual:groups" {
  const list: import("./groups").Group[];
  export default list;
}
declare module "virtual:hours" {
  const list: import("./office").Preset[];
  export default list;
}
