declare module "virtual:catalogue" {
  const list: import("./catalogue").Procedure[];
  export default list;
}
